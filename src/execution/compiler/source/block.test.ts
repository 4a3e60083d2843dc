import { describe, expect, it } from 'vitest';
import { Block } from './block.ts';

describe('Block', () => {
  it('indents what is nested', () => {
    const root = new Block();
    root.line('const a = 1;');
    const loop = root.nested('for (;;)');
    loop.nested('if (a)').lines('a++;', 'break;');
    root.comment('end');
    expect(root.toString().split('\n')).toEqual([
      'const a = 1;',
      'for (;;) {',
      '  if (a) {',
      '    a++;',
      '    break;',
      '  }',
      '}',
      '// end',
    ]);
  });

  it('takes lines in places that were passed', () => {
    const root = new Block();
    const place = root.place();
    root.line('second');
    place.line('first');
    expect(root.toString()).toBe('first\nsecond');
  });

  it('is empty until something would be printed', () => {
    const root = new Block();
    const place = root.place();
    expect(root.isEmpty).toBe(true);
    place.line('x');
    expect(root.isEmpty).toBe(false);
    expect(new Block('if (a)').isVoid).toBe(false);
  });
});
