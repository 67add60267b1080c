// Writes down the objects of N sets as hand-written code would have them: literals, with the name of the set put in.
// What the name alone does not explain (a checksum) stands in a list beside the literals.
// usage: node bench/replay.js N OUTPUT.js
const { writeFileSync } = require('fs');
const { build, nameOf } = require('./sets.js');

const count = Number(process.argv[2]);
const objects = build('ours', count).chart.toJson();
const size = objects.length / count;
const given = [];

function literal(nodes) {
  const [first] = nodes;
  if (typeof first === 'string') return text(nodes);
  if (Array.isArray(first)) return `[${first.map((_, at) => literal(nodes.map((node) => node[at]))).join(', ')}]`;
  if (first === null || typeof first !== 'object') return JSON.stringify(first);
  return `{${Object.keys(first).map((key) => `${JSON.stringify(key)}: ${literal(nodes.map((node) => node[key]))}`).join(', ')}}`;
}

function text(values) {
  const named = values[0].split(nameOf(0));
  if (values.every((value, index) => value === named.join(nameOf(index)))) return named.map((part) => JSON.stringify(part)).join(' + name + ');
  return `given[${given.push(values) - 1}][index]`;
}

const parts = Array.from({ length: size }, (_, part) => literal(objects.filter((_, at) => at % size === part)));
writeFileSync(process.argv[3], `const given = ${JSON.stringify(given)};\nmodule.exports = (index, name) => [\n${parts.join(',\n')},\n];\n`);
