/** The processes that tests kill, by name, as one program: transpiling it once is enough. */
const [name] = process.argv.splice(2, 1);

if (name === 'committers') await import('./committers.ts');
else await import('./holder.ts');

export {};
