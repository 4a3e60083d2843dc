/** The nearest value of a narrower float format; infinite where it overflows. */
export function roundFloat(value: number, bits: number): number {
  if (bits >= 64) return value;
  return bits >= 32 ? Math.fround(value) : roundToHalf(value);
}

const HALF_MAX = 65_504;
/** Halfway between the largest half and the next power of two, from where on it overflows. */
const HALF_OVERFLOW = 65_520;
const HALF_MIN_EXPONENT = -14;
const HALF_FRACTION_BITS = 10;

/** IEEE 754 binary16, ties to even. */
function roundToHalf(value: number): number {
  const absolute = Math.abs(value);
  if (!Number.isFinite(value) || absolute === 0) return value;
  if (absolute >= HALF_OVERFLOW) return value * Number.POSITIVE_INFINITY;
  const exponent = Math.max(HALF_MIN_EXPONENT, Math.floor(Math.log2(absolute)));
  const unit = 2 ** (exponent - HALF_FRACTION_BITS);
  return Math.sign(value) * Math.min(HALF_MAX, roundTiesToEven(absolute / unit) * unit);
}

function roundTiesToEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}
