package io.escapement.controller.robot;

import io.escapement.controller.config.Origin;
import io.escapement.controller.config.PreflightException;
import io.escapement.controller.config.ProblemBuilder;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** An element of an XML file, with the line on which its start tag ends. */
final class XmlElement {
  private final String name;
  private final Path file;
  private final int line;
  private final Map<String, String> attributes;
  private final List<XmlElement> children;

  private XmlElement(
      String name, Path file, int line, Map<String, String> attributes, List<XmlElement> children) {
    this.name = name;
    this.file = file;
    this.line = line;
    this.attributes = attributes;
    this.children = children;
  }

  /** Parses a file. Neither document types nor external entities are followed. */
  static XmlElement parse(Path file, byte[] bytes) {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
    Deque<XmlElement> open = new ArrayDeque<>();
    XmlElement root = null;
    try {
      XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(bytes));
      while (reader.hasNext()) {
        int event = reader.next();
        if (event == XMLStreamConstants.START_ELEMENT) {
          XmlElement element = start(reader, file);
          if (open.isEmpty()) {
            root = element;
          } else {
            open.getLast().children.add(element);
          }
          open.addLast(element);
        } else if (event == XMLStreamConstants.END_ELEMENT) {
          open.removeLast();
        }
      }
    } catch (XMLStreamException e) {
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNumber();
      throw PreflightException.at(file)
          .line(Math.max(0, line))
          .summary("this is not well-formed XML: " + lastLine(e.getMessage()))
          .remedy("correct the file; this is the line at which it stopped making sense")
          .cause(e)
          .build();
    }
    return root;
  }

  private static XmlElement start(XMLStreamReader reader, Path file) {
    Map<String, String> attributes = new LinkedHashMap<>();
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      attributes.put(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
    }
    int line = reader.getLocation().getLineNumber();
    return new XmlElement(reader.getLocalName(), file, line, attributes, new ArrayList<>());
  }

  private static String lastLine(String message) {
    String flat = message == null ? "" : message.strip();
    int at = flat.indexOf("Message: ");
    return at < 0 ? flat : flat.substring(at + "Message: ".length());
  }

  /** The same element with other children. */
  XmlElement withChildren(List<XmlElement> replaced) {
    return new XmlElement(name, file, line, attributes, replaced);
  }

  String name() {
    return name;
  }

  Path file() {
    return file;
  }

  Map<String, String> attributes() {
    return attributes;
  }

  List<XmlElement> children() {
    return children;
  }

  List<XmlElement> children(String wanted) {
    return children.stream().filter(c -> c.name.equals(wanted)).toList();
  }

  Optional<XmlElement> child(String wanted) {
    return children.stream().filter(c -> c.name.equals(wanted)).findFirst();
  }

  Optional<String> attribute(String wanted) {
    return Optional.ofNullable(attributes.get(wanted));
  }

  String attribute(String wanted, String otherwise) {
    return attributes.getOrDefault(wanted, otherwise);
  }

  String required(String wanted) {
    return attribute(wanted)
        .orElseThrow(() -> error().summary("<" + name + "> has no " + wanted).build());
  }

  /** Reads an attribute of numbers between blanks. */
  Optional<double[]> numbers(String wanted) {
    return attribute(wanted).map(text -> numbers(wanted, text));
  }

  double[] numbers(String attribute, String text) {
    String[] parts = text.strip().split("\\s+");
    double[] numbers = new double[text.isBlank() ? 0 : parts.length];
    for (int i = 0; i < numbers.length; i++) {
      try {
        numbers[i] = Double.parseDouble(parts[i]);
      } catch (NumberFormatException e) {
        throw error()
            .key(attribute)
            .expected("numbers between blanks")
            .found('"' + text + '"')
            .cause(e)
            .build();
      }
    }
    return numbers;
  }

  double number(String wanted, double otherwise) {
    return numbers(wanted).map(n -> exactly(n, wanted, 1)[0]).orElse(otherwise);
  }

  double[] exactly(double[] numbers, String attribute, int count) {
    if (numbers.length != count) {
      throw error().key(attribute).expected(count + " numbers").found("" + numbers.length).build();
    }
    return numbers;
  }

  /** Begins an error at this element. */
  ProblemBuilder<PreflightException> error() {
    return PreflightException.at(Origin.display(file)).line(line);
  }
}
