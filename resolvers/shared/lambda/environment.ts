/**
 * A variable that the template sets on the function.
 * @throws Error naming it when it is missing or empty: the function cannot work, and says so at its first call
 */
export function requiredVariable(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`The environment variable ${name} is not set.`);
  return value;
}
