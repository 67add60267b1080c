import { Block, blocksIn, blocksOf, commandsOf, isReadOnly, matches } from './blocks';
import { DOCS_PAGES } from './files';
import { run } from './program';
import { programOf } from './reader-app';

const MAX_NOT_RUN = 5;
const blocks = DOCS_PAGES.flatMap(blocksOf);
const locationOf = ({ page, line }: Block) => `${page}:${line}`;
const blockOf = (text: string): Block => ({ page: 'docs/some.md', line: 7, info: 'sh', text });

describe('the pages of docs/', () => {
  test('have blocks of known kinds only, so that no command is in a block of another kind', () => {
    const known = ['sh', 'text', 'ts', 'ts nofixture', 'mermaid'];
    expect(blocks.filter(({ info }) => !known.includes(info)).map(locationOf)).toEqual([]);
  });

  test('have few commands that are not run, each with a reason', () => {
    const notRun = blocks.filter((block) => block.notRun);
    expect(notRun.length).toBeLessThanOrEqual(MAX_NOT_RUN);
    expect(notRun.filter(({ info }) => info !== 'sh').map(locationOf)).toEqual([]);
  });

  test('have commands without syntax errors', () => {
    for (const block of blocks.filter(({ info }) => info === 'sh')) expect(commandsOf(block).length).toBeGreaterThan(0);
  });

  test('have expected output only right after its commands', () => {
    const follows = ({ page }: Block, before?: Block) => before?.info === 'sh' && before.page === page;
    const alone = blocks.filter((block, n) => block.info === 'text' && !follows(block, blocks[n - 1]));
    expect(alone.map(locationOf)).toEqual([]);
  });

  const programs = blocks.filter(({ info }) => info.startsWith('ts')).map((block): [string, Block] => [locationOf(block), block]);
  test.each(programs)('%s is a chart', (_, block) => {
    expect(run(programOf(block))).toBeGreaterThan(0);
  });
});

describe('a block', () => {
  test('has commands of one line and of several lines', () => {
    const text = '# first\nA=1\n\nkubectl get pods \\\n  -l app=web\ncat <<END\none\nEND\nfor n in 0 1; do\n  echo $n\ndone';
    const lines = [8, 10, 12, 15];
    expect(commandsOf(blockOf(text)).map(({ location }) => location)).toEqual(lines.map((line) => `docs/some.md:${line}`));
  });

  test('fails when a command has no end', () => {
    expect(() => commandsOf(blockOf('for n in 0 1; do'))).toThrow('docs/some.md:7');
  });

  test('is not run only if the comment is right before it', () => {
    const page = (between: string) => `<!-- not run: costs money -->\n${between}\`\`\`sh\ntrue\n\`\`\`\n`;
    const expected = { line: 3, info: 'sh', text: 'true', notRun: 'costs money' };
    expect(blocksIn(page(''), 'docs/some.md')).toMatchObject([expected]);
    expect(blocksIn(page('and\n'), 'docs/some.md')[0].notRun).toBeUndefined();
    expect(() => blocksIn('```sh\ntrue\n', 'docs/some.md')).toThrow('docs/some.md:1: a block without an end');
  });

  test.each([
    ['kubectl get pods', true], ['kubectl exec mysql-0 -c mysql -- ls /', true], ['kubectl logs web-0', true],
    ['for n in 0 1; do kubectl exec web-0 -- curl "web-$n"; done', true], ['shop mysql-read <<<\'SELECT 1\'', true],
    ['kubectl delete pod web-0', false], ['kubectl exec web-0 -- touch /x', false],
    ['kubectl get pods\nkubectl get pvc', false], ['shop mysql-primary <<<\'INSERT INTO t VALUES (1)\'', false],
  ])('%j is read-only, and may be repeated: %p', (text, expected) => {
    expect(isReadOnly(commandsOf(blockOf(text)))).toBe(expected);
  });
});

describe('an output', () => {
  const klog = 'E1121 13:50:15.228524   11287 websocket.go:296] Unknown stream id 1, discarding message';
  const output = `\nNAME    READY   AGE\nweb-0   1/1     5s\n${klog}\nweb-1   1/1     4s\n`;

  test.each([
    'NAME READY AGE\nweb-0 1/1 …\nweb-1 1/1 …',
    '…\nweb-1   1/1   …',
    'NAME READY AGE\n…\nweb-0 1/1 5s\nweb-1 1/1 4s\n…',
    'NAME READY AGE\nweb-0 1/1 5s\nweb-1 1/1 4s',
  ])('matches %j', (expected) => expect(matches(output, expected)).toBe(true));

  test.each([
    'NAME READY AGE\nweb-0 1/1 …',
    'NAME READY AGE\nweb-0 0/1 …\nweb-1 1/1 …',
    'web-0 1/1 …\n…',
    'NAME.READY.AGE\nweb-0 1/1 5s\nweb-1 1/1 4s',
  ])('does not match %j', (expected) => expect(matches(output, expected)).toBe(false));
});
