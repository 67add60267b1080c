import { filesIn, read } from './files';

const ROW = /^\| ([MWE])(\d+)(?:\.(\d))? \| [^|]+ \| [^|]+ \|$/gm;
const TITLE = /\bstep\('((?:[MWE]\d+(?:\.\d)?(?:, )?)+) /g;

const rows = [...read('test/e2e/procedures.md').matchAll(ROW)].map(([, letter, number, part]) => ({ letter, number: Number(number), part }));
const defined = rows.map(({ letter, number, part }) => `${letter}${number}${part ? `.${part}` : ''}`);
const sources = filesIn('test/e2e').filter((file) => file.endsWith('.ts'));
const tested = sources.flatMap((file) => [...read(file).matchAll(TITLE)].flatMap(([, numbers]) => numbers.split(', ')));

test('every procedure has exactly one test title, and every number in a title is a procedure', () => {
  expect([...tested].sort()).toEqual([...defined].sort());
});

test('the numbers of a tutorial have no gap', () => {
  const numbersOf = (tutorial: string) => [...new Set(rows.filter(({ letter }) => letter === tutorial).map(({ number }) => number))];
  const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => from + n);
  expect({ M: numbersOf('M'), W: numbersOf('W'), E: numbersOf('E') }).toEqual({ M: range(1, 26), W: range(1, 34), E: range(0, 8) });
});
