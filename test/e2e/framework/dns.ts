import { Namespace } from './namespace';

const SRV = 33;

// One question over UDP, as bash can ask it; the images have no dig.
const ASK = 'read -r _ server _ < <(grep -m1 ^nameserver /etc/resolv.conf); exec 3<>/dev/udp/$server/53; base64 -d >&3; timeout 3 dd bs=4096 count=1 <&3 2>/dev/null | base64 -w0';

/** Name of a Service, or of a pod within it, for those who look it up as programs do; what follows it differs between clusters. */
export function nameWithin(namespace: Namespace, name: string): string {
  return `${name}.${namespace.name}.svc`;
}

/** Full name of the same, for nslookup, which does not complete it in every version; `pod` knows the cluster's domain. */
export async function fullNameWithin(namespace: Namespace, pod: string, name: string): Promise<string> {
  return `${name}.${await domain(namespace, pod)}`;
}

/** First labels of the hosts that the SRV records of a Service give, as asked from a pod with bash. */
export async function srvHosts(namespace: Namespace, pod: string, service: string): Promise<string[]> {
  const name = await fullNameWithin(namespace, pod, service);
  const { code, stdout, stderr } = await namespace.exec(pod, ['bash', '-c', ASK], { input: question(name).toString('base64') });
  if (code !== 0 || stdout === '') throw new Error(`no answer from the DNS server: ${stderr}`);
  return srvTargets(Buffer.from(stdout, 'base64')).map((host) => host.split('.')[0]).sort();
}

/** Where a pod looks for names first: NAMESPACE.svc and the cluster's own domain. */
async function domain(namespace: Namespace, pod: string): Promise<string> {
  const { code, stdout, stderr } = await namespace.exec(pod, ['cat', '/etc/resolv.conf']);
  const found = stdout.match(/^search +(\S+)/m)?.[1];
  if (!found) throw new Error(`${pod} has no search line in resolv.conf: exit code ${code}\n${stderr}${stdout}`);
  return found;
}

function question(name: string): Buffer {
  const labels = name.split('.').map((label) => Buffer.concat([Buffer.from([label.length]), Buffer.from(label)]));
  const header = Buffer.from([0x12, 0x34, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0]);
  return Buffer.concat([header, ...labels, Buffer.from([0, 0, SRV, 0, 1])]);
}

function srvTargets(answer: Buffer): string[] {
  let place = nameAt(answer, 12).end + 4;
  const targets: string[] = [];
  for (let left = answer.readUInt16BE(6); left > 0; left--) {
    const { end } = nameAt(answer, place);
    const data = end + 10;
    if (answer.readUInt16BE(end) === SRV) targets.push(nameAt(answer, data + 6).text);
    place = data + answer.readUInt16BE(end + 8);
  }
  return targets;
}

/** A name, which may end in a pointer to an earlier one. */
function nameAt(answer: Buffer, place: number): { text: string; end: number } {
  const length = answer[place];
  if (length === 0) return { text: '', end: place + 1 };
  if (length >= 0xc0) return { text: nameAt(answer, answer.readUInt16BE(place) & 0x3fff).text, end: place + 2 };
  const rest = nameAt(answer, place + 1 + length);
  return { text: `${answer.toString('latin1', place + 1, place + 1 + length)}.${rest.text}`, end: rest.end };
}

/** Addresses in what nslookup printed. */
export function addressesIn(printed: string): string[] {
  const answer = printed.slice(printed.search(/^Name:/m));
  return [...answer.matchAll(/^Address(?: \d+)?:\s*(\d+\.\d+\.\d+\.\d+)/gm)].map(([, address]) => address).sort();
}
