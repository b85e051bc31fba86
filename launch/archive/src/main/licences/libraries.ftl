<#-- One line a library: name, coordinates, licences. -->
# Third-party software in this archive

Escapement is under the Apache License 2.0 (LICENSE). Licence texts of what follows stand in licences/ and inside the jars.

## Java libraries (app/lib)

<#list dependencyMap as entry>
- ${entry.getKey().getName()!entry.getKey().artifactId} (${entry.getKey().groupId}:${entry.getKey().artifactId}:${entry.getKey().version}): ${entry.getValue()?join("; or ")}
</#list>
