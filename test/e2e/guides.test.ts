import { GUIDES } from './framework/guide-pages';
import { Guides } from './framework/guide-run';
import { walk } from './framework/walk';

// more than the longest wait of a page
const SECONDS = 1200;

walk('guides', (step) => {
  const guides = new Guides();
  afterAll(() => guides.end());
  for (const page of GUIDES) step(page, (namespace) => guides.run(page, namespace), SECONDS);
});
