import { containerOf, making, of } from '../fixtures/web';

test('commands run after the start and before the end of a container', () => {
  expect(containerOf({ postStart: ['warm', 'up'] }).lifecycle).toEqual({ postStart: { exec: { command: ['warm', 'up'] } } });
  expect(containerOf({ preStop: ['sleep', '5'] }).lifecycle).toEqual({ preStop: { exec: { command: ['sleep', '5'] } } });
  expect(containerOf({})).not.toHaveProperty('lifecycle');
});

test.each(['preStop', 'postStart'])('fails when %s is empty', (prop) => {
  expect(making({ [prop]: [] })).toThrow(of(prop, 'a command of at least one word, got an empty array: leave it out'));
  expect(making({ [prop]: 'sleep 5' })).toThrow(of(prop, "an array, got 'sleep 5'"));
});
