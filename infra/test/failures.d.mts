export function jestFailures(report: object): string[];
export function playwrightFailures(report: object): string[];
