import { Web } from '../../apps/seeds/web';
import { IMAGES } from './framework/images';
import { Document, documentsOf } from './framework/synth';
import { walk } from './framework/walk';
import { basics } from './web/basics';
import { deletion } from './web/deletion';
import { parallel } from './web/parallel';
import { updates } from './web/updates';

// The tutorial's own web.yaml and web-parallel.yaml, but for the image, which has become too old to be pulled.
function reproduction(isParallel: boolean): Document[] {
  const documents = documentsOf((scope) => new Web(scope, 'web', { parallel: isParallel }));
  for (const { kind, spec } of documents) if (kind === 'StatefulSet') spec.template.spec.containers[0].image = IMAGES.nginxA;
  return documents;
}

const NAMES = {
  name: 'web',
  label: 'app=nginx',
  services: ['nginx'],
  claim: 'www',
  port: 80,
  container: 'nginx',
  imageA: IMAGES.nginxA,
  imageB: IMAGES.nginxB,
  root: true,
  documents: reproduction(false),
  parallelDocuments: reproduction(true),
};

walk('web', (step) => {
  basics(step, NAMES);
  updates(step, NAMES);
  deletion(step, NAMES);
  parallel(step, NAMES);
});
