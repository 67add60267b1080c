import { Edge } from './edges';
import { Node, Nodes } from './nodes';

const SHAPES: { [kind: string]: [string, string] } = {
  Service: ['([', '])'],
  Ingress: ['>', ']'],
  PersistentVolumeClaim: ['[(', ')]'],
  ConfigMap: ['[/', '/]'],
  Secret: ['{{', '}}'],
  API: ['((', '))'],
};
const LINES = { leads: '-->', talks: '==>', uses: '-.-' };

/** The picture as text: nodes, lines, and what was left out. */
export function mermaid(nodes: Nodes, edges: Edge[]): string {
  const lines = [...boxes(nodes.all()), ...edges.filter(({ kind }) => kind !== 'uses').map(line), ...uses(edges)];
  if (nodes.others.length > 0) lines.push(`others[${quoted(`and: ${nodes.others.join(', ')}`)}]`);
  if (nodes.all().some(({ outside }) => outside)) lines.push('classDef outside stroke-dasharray: 4 4');
  return ['flowchart LR', ...lines.map((text) => `  ${text}`)].join('\n') + '\n';
}

/** Several namespaces are drawn as frames. */
function boxes(nodes: Node[]): string[] {
  const namespaces = [...new Set(nodes.flatMap(({ namespace }) => namespace ?? []))];
  if (namespaces.length < 2) return nodes.map(box);
  const framed = namespaces.flatMap((name, index) => [
    `subgraph namespace_${index}[${quoted(`namespace ${name}`)}]`,
    ...nodes.filter(({ namespace }) => namespace === name).map((node) => `  ${box(node)}`),
    'end',
  ]);
  return [...framed, ...nodes.filter(({ namespace }) => namespace === undefined).map(box)];
}

function box({ id, kind, text, outside }: Node): string {
  const [open, close] = SHAPES[kind] ?? ['[', ']'];
  return `${id}${open}${quoted(text)}${close}${outside ? ':::outside' : ''}`;
}

function line({ from, to, kind, text }: Edge): string {
  return `${from.id} ${LINES[kind]}${text ? `|${quoted(text)}|` : ''} ${to.id}`;
}

/** What one workload mounts and reads, on one line. */
function uses(edges: Edge[]): string[] {
  const used = new Map<string, string[]>();
  for (const { from, to } of edges.filter(({ kind }) => kind === 'uses'))
    used.set(from.id, [...(used.get(from.id) ?? []), to.id]);
  return [...used].map(([from, to]) => `${from} -.- ${to.join(' & ')}`);
}

function quoted(text: string): string {
  return `"${text.replace(/"/g, '#quot;')}"`;
}
