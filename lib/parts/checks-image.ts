import { Problems } from './checks';

// The grammar of https://github.com/distribution/reference: [registry[:port]/]name[:tag][@digest].
const LABEL = '[A-Za-z0-9](?:[-A-Za-z0-9]*[A-Za-z0-9])?';
const REGISTRY = `(?:${LABEL}(?:\\.${LABEL})*|\\[[0-9a-fA-F:]+\\])(?::[0-9]+)?`;
const COMPONENT = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*';
const IMAGE = new RegExp(`^((?:${REGISTRY}/)?${COMPONENT}(?:/${COMPONENT})*)(?::[A-Za-z0-9_][-.A-Za-z0-9_]{0,127})?(?:@(.*))?$`);
const DIGEST = /^(sha256:[0-9a-f]{64}|sha384:[0-9a-f]{96}|sha512:[0-9a-f]{128})$/;
const LONGEST_NAME = 255;

/** The name of an image as container runtimes read it. */
export function checkImage(problems: Problems, prop: string, image: string | undefined): void {
  const [, name, digest] = (typeof image === 'string' && IMAGE.exec(image)) || [];
  if (name && name.length <= LONGEST_NAME && (digest === undefined || DIGEST.test(digest))) return;
  problems.add(prop, image, 'the name of an image, [registry/]name[:tag][@digest]', repairOf(image));
}

function repairOf(image: unknown): string {
  if (typeof image !== 'string' || image === '') return "for example 'nginx:1.27'";
  if (/\s/.test(image)) return 'leave out the blanks';
  if (image.includes('@')) return "a digest is 'sha256:' with 64 small hexadecimal digits";
  if (image.endsWith(':')) return "write a tag after ':', or leave it out";
  if (IMAGE.test(image.toLowerCase())) return image.length > LONGEST_NAME ? `shorten the name to ${LONGEST_NAME} characters` : 'write the name in small letters';
  return "write letters, digits and single separators, for example 'registry.example/shop/web:1.4'";
}
