/**
 * Sampling of action chunks: integrators of flow policies, schedules of diffusion policies, and the
 * guidance of real-time chunking. Pure functions over numbers and buffers, for any thread; nothing
 * allocates.
 */
package io.escapement.policy.sampler;
