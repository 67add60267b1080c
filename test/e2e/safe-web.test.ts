import { SafeWebChart } from '../../apps/web-chart';
import { documentOf, documentsOf } from './framework/synth';
import { walk } from './framework/walk';
import { basics } from './web/basics';
import { deletion } from './web/deletion';
import { parallel } from './web/parallel';
import { updates } from './web/updates';

// The web application with the defaults of StatefulWebApp.
const chart = (parallel: boolean) => documentsOf((scope) => new SafeWebChart(scope, 'safe-web', { parallel }));

const documents = chart(false);
const { image, name: container } = documentOf(documents, 'StatefulSet', 'safe-web').spec.template.spec.containers[0];

const NAMES = {
  name: 'safe-web',
  label: 'app=safe-web',
  services: ['safe-web', 'safe-web-balanced'],
  claim: 'data',
  port: 8080,
  container,
  imageA: image,
  // the same image by another name is a change as well
  imageB: process.env.E2E_IMAGE_SAFE_B ?? `docker.io/${image}`,
  root: false,
  documents,
  parallelDocuments: chart(true),
};

walk('safe-web', (step) => {
  basics(step, NAMES);
  updates(step, NAMES);
  deletion(step, NAMES);
  parallel(step, NAMES);
});
