// Times two functions against each other on a machine that is not quiet.

const shortCallMs = 0.05;
const blockCalls = 1_000;
const warmUpMs = 300;
const mostWarmUpCalls = 20_000;

/**
 * Milliseconds a call for both sides: medians over interleaved rounds, so that what slows the
 * machine down for a while slows both. `sides` are functions of one of the `inputs`; a sample is
 * the mean over all inputs, as often as it takes to make a block of 1,000 where calls are short.
 */
export function timeSides(sides, inputs, rounds) {
  const passes = sides.map((side) => {
    const callMs = warmUp(side, inputs);
    return callMs < shortCallMs ? Math.ceil(blockCalls / inputs.length) : 1;
  });
  const samples = sides.map(() => []);
  for (let round = 0; round < rounds; round++) {
    for (const [i, side] of sides.entries()) samples[i].push(sampleMs(side, inputs, passes[i]));
  }
  return samples.map(median);
}

/** Runs until the code is hot and returns how long a call took at the end. */
function warmUp(side, inputs) {
  const begun = performance.now();
  let calls = 0;
  let lastPassMs = 0;
  do {
    lastPassMs = sampleMs(side, inputs, 1);
    calls += inputs.length;
  } while (performance.now() - begun < warmUpMs && calls < mostWarmUpCalls);
  return lastPassMs;
}

/** What the timed calls returned, so that none of them can be left out as useless. */
let seen;

function sampleMs(side, inputs, passes) {
  const begun = performance.now();
  for (let pass = 0; pass < passes; pass++) {
    for (let i = 0; i < inputs.length; i++) seen = side(inputs[i]);
  }
  return (performance.now() - begun) / (passes * inputs.length);
}

export function lastSeen() {
  return seen;
}

function median(values) {
  return [...values].sort((a, b) => a - b)[values.length >> 1];
}
