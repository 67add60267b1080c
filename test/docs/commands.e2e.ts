import { scenario } from '../cluster/scenario';
import { PageRunner } from './page-runner';
import { RUNNABLE_PAGES } from './runnable-pages';

// longer than the longest wait on a page
const SECONDS = 1200;

scenario('docs', (step) => {
  const runner = new PageRunner();
  afterAll(() => runner.end());
  for (const page of RUNNABLE_PAGES) step(page, (namespace) => runner.run(page, namespace), SECONDS);
});
