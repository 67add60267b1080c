import { dirname } from 'path';
import { blocksIn } from './blocks';
import { DOCS_PAGES, read } from './files';

/** `<!-- run order: 1, REASON -->` on a page: it runs after pages with a smaller number; the default is 0. */
const ORDER = /^<!-- run order: (\d+), .+ -->$/m;

/**
 * Pages on single Kubernetes objects create what they need and delete it; then pages on the constructs create a MySQL
 * cluster and an app; the runbooks use these.
 */
function groupOf(page: string): number {
  const directory = dirname(page);
  return directory === 'docs/runbooks' ? 2 : directory === 'docs' ? 1 : 0;
}

/** A page, as far as its position depends on it. */
export interface Page {
  readonly page: string;
  readonly text: string;
}

/** Pages with commands, in the order in which they are run: by group, by their order, by name. */
export function runOrder(pages: Page[]): string[] {
  const runnable = pages.filter(({ page, text }) => blocksIn(text, page).some(({ info }) => info === 'sh'));
  const orderOf = ({ text }: Page) => Number(text.match(ORDER)?.[1] ?? 0);
  return runnable.sort((one, other) => {
    return groupOf(one.page) - groupOf(other.page) || orderOf(one) - orderOf(other) || (one.page < other.page ? -1 : 1);
  }).map(({ page }) => page);
}

/** All pages of docs/ with commands. */
export const RUNNABLE_PAGES = runOrder(DOCS_PAGES.map((page) => ({ page, text: read(page) })));
