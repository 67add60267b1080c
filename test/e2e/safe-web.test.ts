import { SafeWebChart } from '../../apps/web-chart';
import { manifestOf, synth } from '../cluster/synth';
import { webScenario } from './web/procedures';

// The same procedures on a StatefulWebApp with its secure defaults.
const manifestsOf = (parallel: boolean) => synth((scope) => new SafeWebChart(scope, 'safe-web', { parallel }));

const manifests = manifestsOf(false);
const { image, name: container } = manifestOf(manifests, 'StatefulSet', 'safe-web').spec.template.spec.containers[0];

webScenario({
  name: 'safe-web',
  label: 'app=safe-web',
  services: ['safe-web', 'safe-web-balanced'],
  claim: 'data',
  port: 8080,
  container,
  imageA: image,
  // another name of the same image is a change of the pod template, too
  imageB: process.env.E2E_IMAGE_SAFE_B ?? `docker.io/${image}`,
  root: false,
  manifests,
  parallelManifests: manifestsOf(true),
});
