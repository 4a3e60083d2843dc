import { joinPath } from '../files/file-system.ts';
import type { FileSystem } from '../files/file-system.ts';

/** The directory of page files below a database's. */
export const DATA_DIRECTORY = 'data';

export function manifestName(generation: number): string {
  return `manifest_${sixDigits(generation)}`;
}

/** Generations that have a manifest, ascending. */
export function manifestGenerations(files: FileSystem, directory: string): number[] {
  return numbersOf(files.list(directory), /^manifest_([0-9]{6,})$/u);
}

export function pageFileName(generation: number): string {
  return joinPath(DATA_DIRECTORY, `${sixDigits(generation)}.pages`);
}

/** Generations that have a page file, ascending. */
export function pageFileGenerations(files: FileSystem, directory: string): number[] {
  return numbersOf(files.list(joinPath(directory, DATA_DIRECTORY)), /^([0-9]{6,})\.pages$/u);
}

/**
 * The number for the next checkpoint: above every one that was ever begun, so that no checkpoint
 * writes over what another, perhaps damaged one has left.
 */
export function nextGeneration(files: FileSystem, directory: string): number {
  const used = [...manifestGenerations(files, directory), ...pageFileGenerations(files, directory)];
  return Math.max(0, ...used) + 1;
}

function sixDigits(number: number): string {
  return String(number).padStart(6, '0');
}

function numbersOf(names: readonly string[], pattern: RegExp): number[] {
  return names
    .map((name) => pattern.exec(name)?.[1])
    .filter((digits) => digits !== undefined)
    .map(Number)
    .sort((a, b) => a - b);
}
