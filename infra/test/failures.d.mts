export function jestFailures(report: object): string[];
export function playwrightFailures(report: object): string[];
export function playwrightSecondAttempts(report: object): string[];
