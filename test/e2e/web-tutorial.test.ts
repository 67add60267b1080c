import { Web } from '../../apps/seeds/web';
import { IMAGES } from '../cluster/images';
import { Manifest, synth } from '../cluster/synth';
import { webScenario } from './web/procedures';

// The tutorial's web.yaml and web-parallel.yaml, with another image: the old one cannot be pulled any more.
function tutorialManifests(parallel: boolean): Manifest[] {
  const manifests = synth((scope) => new Web(scope, 'web', { parallel }));
  for (const { kind, spec } of manifests) if (kind === 'StatefulSet') spec.template.spec.containers[0].image = IMAGES.nginxA;
  return manifests;
}

webScenario({
  name: 'web',
  label: 'app=nginx',
  services: ['nginx'],
  claim: 'www',
  port: 80,
  container: 'nginx',
  imageA: IMAGES.nginxA,
  imageB: IMAGES.nginxB,
  root: true,
  manifests: tutorialManifests(false),
  parallelManifests: tutorialManifests(true),
});
