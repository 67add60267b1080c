import { Namespace } from './namespace';

const TYPE_SRV = 33;

// One query over UDP with bash alone: the images have no dig.
const QUERY = 'read -r _ server _ < <(grep -m1 ^nameserver /etc/resolv.conf); exec 3<>/dev/udp/$server/53;'
  + ' base64 -d >&3; timeout 3 dd bs=4096 count=1 <&3 2>/dev/null | base64 -w0';

/** Host name of a Service, or of a pod below it. The resolver appends the cluster domain, which differs between clusters. */
export function serviceHost(namespace: Namespace, name: string): string {
  return `${name}.${namespace.name}.svc`;
}

/** The same with the cluster domain, as seen from `pod`: not every nslookup appends it. */
export async function fqdn(namespace: Namespace, pod: string, name: string): Promise<string> {
  return `${name}.${await searchDomain(namespace, pod)}`;
}

/** First labels of the targets of a Service's SRV records, queried from a pod with bash. */
export async function srvHosts(namespace: Namespace, pod: string, service: string): Promise<string[]> {
  const input = srvQuery(await fqdn(namespace, pod, service)).toString('base64');
  const { code, stdout, stderr } = await namespace.bash(pod, QUERY, [], { input });
  if (code !== 0 || stdout === '') throw new Error(`no answer from the DNS server: ${stderr}`);
  return srvTargets(Buffer.from(stdout, 'base64')).map((host) => host.split('.')[0]).sort();
}

/** The first search domain of a pod: NAMESPACE.svc and the cluster domain. */
async function searchDomain(namespace: Namespace, pod: string): Promise<string> {
  const { code, stdout, stderr } = await namespace.exec(pod, ['cat', '/etc/resolv.conf']);
  const found = stdout.match(/^search +(\S+)/m)?.[1];
  if (!found) throw new Error(`${pod} has no search line in resolv.conf: exit code ${code}\n${stderr}${stdout}`);
  return found;
}

function srvQuery(name: string): Buffer {
  const labels = name.split('.').map((label) => Buffer.concat([Buffer.from([label.length]), Buffer.from(label)]));
  const header = Buffer.from([0x12, 0x34, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0]);
  return Buffer.concat([header, ...labels, Buffer.from([0, 0, TYPE_SRV, 0, 1])]);
}

function srvTargets(answer: Buffer): string[] {
  let offset = nameAt(answer, 12).end + 4;
  const targets: string[] = [];
  for (let left = answer.readUInt16BE(6); left > 0; left--) {
    const { end } = nameAt(answer, offset);
    const data = end + 10;
    if (answer.readUInt16BE(end) === TYPE_SRV) targets.push(nameAt(answer, data + 6).text);
    offset = data + answer.readUInt16BE(end + 8);
  }
  return targets;
}

/** A name, which may end in a pointer to an earlier name. */
function nameAt(answer: Buffer, offset: number): { text: string; end: number } {
  const length = answer[offset];
  if (length === 0) return { text: '', end: offset + 1 };
  if (length >= 0xc0) return { text: nameAt(answer, answer.readUInt16BE(offset) & 0x3fff).text, end: offset + 2 };
  const rest = nameAt(answer, offset + 1 + length);
  return { text: `${answer.toString('latin1', offset + 1, offset + 1 + length)}.${rest.text}`, end: rest.end };
}

/** Addresses in the output of nslookup. */
export function addressesIn(output: string): string[] {
  const answer = output.slice(output.search(/^Name:/m));
  return [...answer.matchAll(/^Address(?: \d+)?:\s*(\d+\.\d+\.\d+\.\d+)/gm)].map(([, address]) => address).sort();
}
