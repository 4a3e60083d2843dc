import { limits } from '../../src/base/limits.ts';

/**
 * Runs on small graphs end within one slice of work. With this limit they pause and go on every few
 * units. To be imported in front of everything that reads the limit as it is loaded.
 */
Object.assign(limits, { cooperativeWorkUnits: 8 });
