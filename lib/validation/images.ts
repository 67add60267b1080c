import { ValidationErrors } from './errors';

// The grammar of https://github.com/distribution/reference: [registry[:port]/]name[:tag][@digest].
const LABEL = '[A-Za-z0-9](?:[-A-Za-z0-9]*[A-Za-z0-9])?';
const REGISTRY = `(?:${LABEL}(?:\\.${LABEL})*|\\[[0-9a-fA-F:]+\\])(?::[0-9]+)?`;
const COMPONENT = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*';
const IMAGE = new RegExp(
  `^((?:${REGISTRY}/)?${COMPONENT}(?:/${COMPONENT})*)(?::[A-Za-z0-9_][-.A-Za-z0-9_]{0,127})?(?:@(.*))?$`,
);
const DIGEST = /^(sha256:[0-9a-f]{64}|sha384:[0-9a-f]{96}|sha512:[0-9a-f]{128})$/;
const LONGEST_NAME = 255;

// ${IMAGE}, $(IMAGE), $IMAGE, {{ .Values.image }} and <image>; ko://example.com/cmd/web
const PLACEHOLDER = /\$\{[^{}]+\}|\$\([^()]+\)|\$[A-Za-z_]\w*|\{\{.+?\}\}|<[^<>]+>|^ko:\/\/(?=.)/g;

/**
 * The name of an image as container runtimes read it, or one with a placeholder that a later tool fills in: envsubst,
 * Flux or Tekton, Helm, argocd-vault-plugin, ko. What stands around a placeholder is only known to have no space.
 */
export function validateImage(errors: ValidationErrors, prop: string, image: string | undefined): void {
  if (typeof image === 'string' && isFilledInLater(image)) return;
  const [, name, digest] = (typeof image === 'string' && IMAGE.exec(image)) || [];
  if (name && name.length <= LONGEST_NAME && (digest === undefined || DIGEST.test(digest))) return;
  errors.add(prop, image, 'the name of an image, [registry/]name[:tag][@digest]', hintOf(image));
}

function isFilledInLater(image: string): boolean {
  const rest = image.replace(PLACEHOLDER, '');
  return rest !== image && !/\s/.test(rest);
}

function hintOf(image: unknown): string {
  if (typeof image !== 'string' || image === '') return "for example 'nginx:1.27'";
  if (/\s/.test(image)) return 'leave out the blanks';
  if (image.includes('@')) return "a digest is 'sha256:' with 64 small hexadecimal digits";
  if (image.endsWith(':')) return "write a tag after ':', or leave it out";
  if (IMAGE.test(image.toLowerCase()))
    return image.length > LONGEST_NAME
      ? `shorten the name to ${LONGEST_NAME} characters`
      : 'write the name in small letters';
  return "write letters, digits and single separators, for example 'registry.example/shop/web:1.4'";
}
