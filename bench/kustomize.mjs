// Writes a kustomization of the same manifests with N overlays, each with a prefix and labels of its own.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export function kustomization(directory, manifests, count) {
  const write = (path, text) => {
    mkdirSync(join(directory, path), { recursive: true });
    writeFileSync(join(directory, path, 'kustomization.yaml'), text);
  };
  write('base', 'resources:\n- manifests.yaml\n');
  writeFileSync(join(directory, 'base', 'manifests.yaml'), manifests);
  const overlays = Array.from({ length: count }, (_, index) => `s${index}`);
  for (const name of overlays) {
    write(name, `namePrefix: ${name}-\nresources:\n- ../base\nlabels:\n- pairs:\n    app: ${name}-mysql\n  includeSelectors: true\n`);
  }
  write('all', `resources:\n${overlays.map((name) => `- ../${name}\n`).join('')}`);
  return join(directory, 'all');
}
