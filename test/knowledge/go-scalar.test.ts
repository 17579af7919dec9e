/** Unquoted YAML scalars as Go's yaml.v3 reads them. */
import { describe, expect, test } from 'vitest';
import { goBoolean, goScalar } from '../../src/knowledge/go/scalar.ts';

describe('what yaml.v3 makes of an unquoted scalar, and what a string field then receives', () => {
  test.each([
    ['0123', 'integer', '83'],
    ['00', 'integer', '0'],
    ['0899', 'float', '8.99E+02'],
    ['123456', 'integer', '123456'],
    ['1_000', 'integer', '1000'],
    ['0x1F', 'integer', '31'],
    ['0o17', 'integer', '15'],
    ['0b11', 'integer', '3'],
    ['-0x10', 'integer', '-16'],
    ['+5', 'integer', '5'],
    ['18446744073709551615', 'integer', '18446744073709551615'],
    ['1e10', 'float', '1E+10'],
    ['8e7', 'float', '8E+07'],
    ['.5', 'float', '5E-01'],
    ['1.5', 'float', '1.5E+00'],
    ['123456789012345678901234567890', 'float', '1.2345678901234568E+29'],
    ['.inf', 'float', '+Inf'],
    ['null', 'null', ''],
    ['~', 'null', ''],
    ['', 'null', ''],
    ['yes', 'string', 'yes'],
    ['on', 'string', 'on'],
    ['12ab', 'string', '12ab'],
    ['1e', 'string', '1e'],
    ['0x', 'string', '0x'],
    ['-', 'string', '-'],
    ['.', 'string', '.'],
    ['12:30:45', 'string', '12:30:45'],
    ['2001-13-01', 'string', '2001-13-01'],
    ['true', 'true', undefined],
    ['FALSE', 'false', undefined],
    ['2001-01-01', 'date', undefined],
    ['2001-12-14t21:59:43.10-05:00', 'date', undefined],
    ['<<', 'merge', undefined],
  ])('%s is %s, read as %s', (text, kind, asText) => {
    expect(goScalar(text)).toEqual({ kind, asText });
  });

  test('knows the booleans of YAML 1.1 where a boolean is expected', () => {
    expect(['yes', 'On', 'TRUE', 'y'].map(goBoolean)).toEqual([true, true, true, true]);
    expect(['no', 'OFF', 'False', 'N'].map(goBoolean)).toEqual([false, false, false, false]);
    expect(['1', 'tRue', ''].map(goBoolean)).toEqual([undefined, undefined, undefined]);
  });
});
