import { readdirSync } from 'fs';
import { join } from 'path';
import { Block, blocksIn, blocksOf, commandsOf, looks, ROOT, shows } from '../e2e/framework/guide';
import { programOf } from '../e2e/framework/guide-app';
import { GUIDES } from '../e2e/framework/guide-pages';
import { run } from './program';

const MOST_NOT_RUN = 3;
const PAGES = readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.md')).map((file) => `docs/${file}`).sort();
const blocks = PAGES.flatMap(blocksOf);
const placeOf = ({ page, line }: Block) => `${page}:${line}`;
const block = (text: string): Block => ({ page: 'docs/some.md', line: 7, info: 'sh', text });

describe('the pages of docs/', () => {
  test('have no command outside of the guides that the end-to-end tests run', () => {
    expect(blocks.filter(({ info, page }) => info === 'sh' && !GUIDES.includes(page)).map(placeOf)).toEqual([]);
  });

  test('have blocks of known kinds only, so that no command hides in another one', () => {
    const known = ['sh', 'text', 'ts', 'ts nofixture', 'mermaid'];
    expect(blocks.filter(({ info }) => !known.includes(info)).map(placeOf)).toEqual([]);
  });

  test('are all there, each with commands', () => {
    expect(GUIDES.filter((page) => !blocks.some((one) => one.page === page && one.info === 'sh'))).toEqual([]);
  });

  test('say of a few commands that they are not run, and why', () => {
    const notRun = blocks.filter((one) => one.notRun);
    expect(notRun.length).toBeLessThanOrEqual(MOST_NOT_RUN);
    expect(notRun.filter(({ info }) => info !== 'sh').map(placeOf)).toEqual([]);
  });

  test('have commands that bash understands', () => {
    for (const one of blocks.filter(({ info }) => info === 'sh')) expect(commandsOf(one).length).toBeGreaterThan(0);
  });

  test('say what was to be seen right after the commands that show it', () => {
    const alone = blocks.filter(({ info, page }, index) => info === 'text' && !(blocks[index - 1]?.info === 'sh' && blocks[index - 1].page === page));
    expect(alone.map(placeOf)).toEqual([]);
  });

  test.each(blocks.filter(({ info }) => info.startsWith('ts')).map((one): [string, Block] => [placeOf(one), one]))('%s is a chart', (_, one) => {
    expect(run(programOf(one))).toBeGreaterThan(0);
  });
});

describe('a block', () => {
  test('has commands of one line and of several', () => {
    const text = '# first\nA=1\n\nkubectl get pods \\\n  -l app=web\ncat <<END\none\nEND\nfor n in 0 1; do\n  echo $n\ndone';
    expect(commandsOf(block(text)).map(({ place }) => place)).toEqual(['docs/some.md:8', 'docs/some.md:10', 'docs/some.md:12', 'docs/some.md:15']);
  });

  test('fails when a command has no end', () => {
    expect(() => commandsOf(block('for n in 0 1; do'))).toThrow('docs/some.md:7');
  });

  test('is excused only by the comment right before it', () => {
    const page = (between: string) => `<!-- not run: costs money -->\n${between}\`\`\`sh\ntrue\n\`\`\`\n`;
    expect(blocksIn(page(''), 'docs/some.md')).toMatchObject([{ line: 3, info: 'sh', text: 'true', notRun: 'costs money' }]);
    expect(blocksIn(page('and\n'), 'docs/some.md')[0].notRun).toBeUndefined();
    expect(() => blocksIn('```sh\ntrue\n', 'docs/some.md')).toThrow('docs/some.md:1: a block without an end');
  });

  test.each([
    ['kubectl get pods', true], ['kubectl exec mysql-0 -c mysql -- ls /', true], ['kubectl logs web-0', true],
    ['for n in 0 1; do kubectl exec web-0 -- curl "web-$n"; done', true], ['shop mysql-read <<<\'SELECT 1\'', true],
    ['kubectl delete pod web-0', false], ['kubectl exec web-0 -- touch /x', false],
    ['kubectl get pods\nkubectl get pvc', false], ['shop mysql-primary <<<\'INSERT INTO t VALUES (1)\'', false],
  ])('%j may be looked at again: %p', (text, expected) => {
    expect(looks(commandsOf(block(text)))).toBe(expected);
  });
});

describe('what is printed', () => {
  const printed = '\nNAME    READY   AGE\nweb-0   1/1     5s\nE1121 13:50:15.228524   11287 websocket.go:296] Unknown stream id 1, discarding message\nweb-1   1/1     4s\n';

  test.each([
    'NAME READY AGE\nweb-0 1/1 …\nweb-1 1/1 …',
    '…\nweb-1   1/1   …',
    'NAME READY AGE\n…\nweb-0 1/1 5s\nweb-1 1/1 4s\n…',
    'NAME READY AGE\nweb-0 1/1 5s\nweb-1 1/1 4s',
  ])('is like %j', (expected) => expect(shows(printed, expected)).toBe(true));

  test.each([
    'NAME READY AGE\nweb-0 1/1 …',
    'NAME READY AGE\nweb-0 0/1 …\nweb-1 1/1 …',
    'web-0 1/1 …\n…',
    'NAME.READY.AGE\nweb-0 1/1 5s\nweb-1 1/1 4s',
  ])('is not like %j', (expected) => expect(shows(printed, expected)).toBe(false));
});
