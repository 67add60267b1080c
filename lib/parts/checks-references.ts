import { checkDnsSubdomain, Problems } from './checks';

/** Names of objects that are made elsewhere, by the prop that refers to them. */
export function checkReferences(problems: Problems, references: { [prop: string]: string | string[] | undefined }): void {
  for (const [prop, names] of Object.entries(references)) {
    if (Array.isArray(names)) names.forEach((name, index) => checkDnsSubdomain(problems, `${prop}[${index}]`, name));
    else if (names !== undefined) checkDnsSubdomain(problems, prop, names);
  }
}
