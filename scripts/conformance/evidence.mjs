// What the page of conformance rests on: the outcomes of the public cases that cite a feature or a
// subclause, and of our own cases.

import { collections, readCases } from './cases.mjs';
import { problemOf, readOwnCases } from './own-cases.mjs';
import { runCase } from './run-case.mjs';
import { standings } from './standing.mjs';

/**
 * `folder` holds the public cases. Gives `features` and `subclauses`, in the order of our cases:
 * `{code, name, checks, cited: {passed, counted}, problem}`; without a problem it is supported.
 */
export async function gatherEvidence(folder, product) {
  const outcomes = await runCiting(folder, product);
  const own = [];
  for (const entry of readOwnCases()) {
    own.push({ ...entry, problem: await problemOf(entry, product) });
  }
  const features = own.filter(({ code }) => code.startsWith('G'));
  const subclauses = own.filter(({ code }) => !code.startsWith('G'));
  const counted = standings(new Set());
  const judgedFeatures = features.map((entry) =>
    judge(entry, outcomes.filter(citing(entry.code)), counted),
  );
  const claims = judgedFeatures.filter(({ problem }) => problem === undefined);
  const standing = standings(new Set(claims.map(({ code }) => code)));
  return {
    features: judgedFeatures.sort((a, b) => (a.code < b.code ? -1 : 1)),
    subclauses: subclauses.map((entry) =>
      judge(entry, outcomes.filter(within(entry.code)), standing),
    ),
  };
}

async function runCiting(folder, product) {
  const rows = collections.flatMap((name) => readCases(folder, name));
  const outcomes = [];
  for (const row of rows) {
    if (row.features === undefined && row.subclauses === undefined) continue;
    outcomes.push({ row, passed: (await runCase(row, product)).passed });
  }
  return outcomes;
}

function citing(code) {
  return ({ row }) => row.features?.includes(code) === true;
}

/** A subclause stands for what is below it; rows that need an optional feature are not its own. */
function within(code) {
  const isBelow = (cited) => cited === code || cited.startsWith(`${code}.`);
  return ({ row: { features, requires, subclauses } }) =>
    features === undefined && requires === undefined && subclauses?.some(isBelow) === true;
}

/**
 * The collection that cites a feature for each case decides together with our own cases; others
 * cite features by the file.
 */
function judge(entry, citations, standingOf) {
  const counted = citations.filter(({ row }) => standingOf(row) === 'counted');
  const failed = counted.find(({ row, passed }) => row.file === 'gqlcompat' && !passed);
  const passed = counted.filter((outcome) => outcome.passed).length;
  const { code, name, checks, reason } = entry;
  return {
    code,
    name,
    checks: checks.length,
    reason,
    cited: { passed, counted: counted.length },
    problem: entry.problem ?? (failed === undefined ? undefined : `fails ${failed.row.id}`),
  };
}
