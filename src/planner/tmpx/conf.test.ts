import { readFileSync, readdirSync } from 'node:fs';
import { it } from 'vitest';
import { planText } from '../testing/plan-text.ts';
import { explainPlan } from '../explain.ts';
import { rewriteNames } from '../rewrites/rewrites.ts';
import { GqlError } from '../../base/errors.ts';
import { benchGraph } from '../testing/bench-graph.ts';
it('x', () => {
  const dir = '/work/shared/conformance/';
  let ok = 0, gql = 0; const bad = new Map<string, string>(); const gqls = new Map<string, number>();
  const seen = new Set<string>();
  const texts: string[] = [];
  for (const f of readdirSync(dir)) {
    if (!f.endsWith('.jsonl')) continue;
    for (const line of readFileSync(dir + f, 'utf8').split('\n')) {
      if (!line) continue; const c = JSON.parse(line);
      for (const t of [...c.setup.map((s: any) => typeof s === 'string' ? s : s.query), c.query]) if (!seen.has(t)) { seen.add(t); texts.push(t); }
    }
  }
  const empty = { nodes: [], edges: [] };
  for (const t of texts) for (const o of [{}, { disabled: new Set(rewriteNames) }]) for (const g of [benchGraph, empty]) {
    try { String(explainPlan(planText(t, g, o))); ok++; }
    catch (e) { if (e instanceof GqlError) { gql++; const m = e.message.slice(0, 60); gqls.set(m, (gqls.get(m) ?? 0) + 1); } else { const m = (e as Error).message + '\n' + (e as Error).stack?.split('\n').slice(1, 4).join('\n'); if (!bad.has(m)) bad.set(m, t); } }
  }
  console.log(texts.length, 'ok', ok, 'gql', gql, [...gqls].sort((a, b) => b[1] - a[1]).slice(0, 10));
  for (const [m, t] of bad) console.log('BAD', m, '\n   ', t);
}, 200000);
