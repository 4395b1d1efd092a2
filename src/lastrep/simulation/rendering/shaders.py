"""GLSL of the renderer: sun and ceiling light with soft shadows, procedural materials."""

from __future__ import annotations

VERTEX = """
#version 330
uniform mat4 view; uniform mat4 sun_view; uniform mat4 top_view;
in vec3 position; in vec3 normal; in vec3 colour; in float material; in vec3 rest;
out vec3 w_position; out vec3 w_normal; out vec3 v_colour; flat out int v_material;
out vec3 v_rest; out vec4 in_sun; out vec4 in_top;
void main() {
  w_position = position; w_normal = normal; v_colour = colour; v_material = int(material + 0.5);
  v_rest = rest; in_sun = sun_view * vec4(position, 1); in_top = top_view * vec4(position, 1);
  gl_Position = view * vec4(position, 1);
}
"""

_COMMON = """
#version 330
uniform vec3 eye; uniform vec3 sun_dir; uniform vec3 sun; uniform vec3 top; uniform vec3 sky;
uniform vec3 ground; uniform float grain; uniform float texels;
uniform sampler2DShadow sun_map; uniform sampler2DShadow top_map;
in vec3 w_position; in vec3 w_normal; in vec3 v_colour; flat in int v_material; in vec3 v_rest;
in vec4 in_sun; in vec4 in_top;
out vec4 fragment;
float hash(vec3 p) {
  p = fract(p * 0.3183099 + vec3(.1, .17, .13)); p *= 17.0;
  return fract(p.x * p.y * p.z * (p.x + p.y + p.z));
}
float noise(vec3 x) {
  vec3 i = floor(x), f = fract(x); f = f * f * (3.0 - 2.0 * f);
  return mix(mix(mix(hash(i), hash(i + vec3(1,0,0)), f.x),
                 mix(hash(i + vec3(0,1,0)), hash(i + vec3(1,1,0)), f.x), f.y),
             mix(mix(hash(i + vec3(0,0,1)), hash(i + vec3(1,0,1)), f.x),
                 mix(hash(i + vec3(0,1,1)), hash(i + vec3(1,1,1)), f.x), f.y), f.z);
}
float clouds(vec3 p) { return 0.53 * noise(p) + 0.27 * noise(p * 2.1) + 0.2 * noise(p * 4.3); }
float lit(sampler2DShadow map, vec4 place, float radius, float bias) {
  vec3 q = place.xyz / place.w * 0.5 + 0.5;
  if (q.z > 1.0 || any(lessThan(q.xy, vec2(0))) || any(greaterThan(q.xy, vec2(1)))) return 1.0;
  float angle = hash(vec3(gl_FragCoord.xy, 1.0)) * 6.2831;
  mat2 turn = mat2(cos(angle), -sin(angle), sin(angle), cos(angle));
  vec2 k[8] = vec2[](vec2(-.7,-.4), vec2(.3,-.8), vec2(.8,.1), vec2(-.2,.3), vec2(-.9,.4),
                     vec2(.1,.9), vec2(.6,.7), vec2(.1,-.2));
  float sum = 0.0;
  for (int i = 0; i < 8; i++)
    sum += texture(map, vec3(q.xy + turn * k[i] * radius / texels, q.z - bias));
  return sum / 8.0;
}
"""

SURFACE = (
    _COMMON
    + """
void main() {
  vec3 n = normalize(w_normal), v = normalize(eye - w_position);
  if (dot(n, v) < 0.0) n = -n;
  vec3 albedo = pow(v_colour, vec3(2.2));
  float rough = 0.6, shine = 0.04, wrap = 0.0;
  if (v_material == 0) {         // skin
    albedo *= 0.92 + 0.16 * clouds(v_rest * 22.0 + grain); rough = 0.5; shine = 0.03; wrap = 0.3;
  } else if (v_material == 1) {  // cloth
    albedo *= 0.84 + 0.32 * clouds(v_rest * 9.0 + grain); rough = 0.9; shine = 0.02; wrap = 0.1;
    vec3 q = v_rest * vec3(11, 11, 7) + grain;
    n = normalize(n + 0.7 * (vec3(clouds(q), clouds(q + 5.0), clouds(q + 9.0)) - 0.5));
  } else if (v_material == 2) {  // rubber
    albedo *= 0.9 + 0.2 * clouds(v_rest * 40.0);
  } else if (v_material == 3) {  // hair
    albedo *= 0.65 + 0.7 * noise(v_rest * vec3(300, 120, 120)); rough = 0.6;
  } else if (v_material == 4) {  // eyes
    rough = 0.12; shine = 0.05;
  } else if (v_material == 5) {  // metal
    rough = 0.3; shine = 0.4;
  } else if (v_material == 6) {  // floor tiles
    albedo *= 0.85 + 0.25 * clouds(w_position * 1.7);
    albedo += 0.04 * step(0.82, noise(w_position * 260.0));
    vec2 edge = abs(fract(w_position.xy + 0.5) - 0.5);
    albedo *= 0.72 + 0.28 * smoothstep(0.0, 0.006, min(edge.x, edge.y)); rough = 0.75;
  } else if (v_material == 7) {  // wall
    albedo *= 0.95 + 0.1 * clouds(w_position * 3.0); rough = 0.95; shine = 0.01;
  } else if (v_material == 8) {  // wood
    float rings = sin(w_position.z * 6.0 + 8.0 * clouds(w_position * vec3(1.5, 1.5, 8.0)));
    albedo *= 0.86 + 0.12 * rings;
  } else if (v_material == 9) {  // upholstery
    albedo *= 0.9 + 0.2 * clouds(w_position * 25.0); rough = 0.4; shine = 0.05;
  }
  float by_sun = lit(sun_map, in_sun, 3.0, 0.0022), by_top = lit(top_map, in_top, 14.0, 0.004);
  float facing = dot(n, sun_dir);
  float direct = clamp((facing + wrap) / (1.0 + wrap), 0.0, 1.0) * by_sun;
  vec3 around = mix(ground, sky, clamp(n.z * 0.5 + 0.5, 0.0, 1.0)) * (0.45 + 0.55 * by_top);
  vec3 h = normalize(sun_dir + v); float a2 = pow(rough, 4.0), nh = max(dot(n, h), 0.0);
  float d = nh * nh * (a2 - 1.0) + 1.0;
  float fresnel = shine + (1.0 - shine) * 0.5 * pow(1.0 - max(dot(h, v), 0.0), 5.0);
  float gloss = min(a2 / (3.1416 * d * d) * fresnel * 0.25 * max(facing, 0.0) * by_sun, 1.5);
  vec3 light = sun * direct + top * clamp(n.z * 0.6 + 0.4, 0.0, 1.0) * by_top + around;
  vec3 c = albedo * light + sun * gloss;
  c = c / (1.0 + 0.18 * c);      // keep white shirts from burning out
  fragment = vec4(pow(clamp(c * 1.12, 0.0, 1.0), vec3(1.0 / 2.2)), 1.0);
}
"""
)

SHADOW_ON_ROOM = (
    _COMMON
    + """
void main() {
  vec3 n = normalize(w_normal);
  float by_sun = lit(sun_map, in_sun, 3.5, 0.0022), by_top = lit(top_map, in_top, 16.0, 0.004);
  float direct = max(dot(n, sun_dir), 0.0), above = clamp(n.z * 0.6 + 0.4, 0.0, 1.0);
  vec3 around = mix(ground, sky, clamp(n.z * 0.5 + 0.5, 0.0, 1.0));
  vec3 open = sun * direct + top * above + around;
  vec3 shaded = sun * direct * by_sun + top * above * by_top + around * (0.45 + 0.55 * by_top);
  fragment = vec4(pow(shaded / open, vec3(1.0 / 2.0)), 1.0);
}
"""
)

DEPTH_VERTEX = """
#version 330
uniform mat4 view; in vec3 position; void main() { gl_Position = view * vec4(position, 1); }
"""

DEPTH = """
#version 330
void main() {}
"""
