/** The parts of an OpenAPI document that merging touches. */
export interface Contract {
  paths: Record<string, unknown>;
  components?: { schemas?: Record<string, unknown>; [part: string]: unknown };
  tags?: unknown[];
  [part: string]: unknown;
}

const reference = '#/components/schemas/';

/**
 * One document out of those of all services. A schema that services define alike is kept once; where they differ under
 * one name, each gets the name of its service in front.
 */
export function mergeContracts(contracts: Readonly<Record<string, Contract>>): Contract {
  const disputed = disputedNames(Object.values(contracts));
  const merged = Object.entries(contracts).map(([service, contract]) => renamed(contract, disputed, pascal(service)));
  return {
    openapi: '3.0.0',
    info: { title: 'Abonde', version: '1', description: 'Every service behind the gateway.' },
    servers: [{ url: '/' }],
    paths: Object.assign({}, ...merged.map(({ paths }) => paths)),
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
      schemas: Object.assign({}, ...merged.map(({ components }) => components?.schemas)),
    },
  };
}

function disputedNames(contracts: readonly Contract[]): Set<string> {
  const first = new Map<string, string>();
  const disputed = new Set<string>();
  for (const { components } of contracts) {
    for (const [name, schema] of Object.entries(components?.schemas ?? {})) {
      const text = JSON.stringify(schema);
      if ((first.get(name) ?? text) !== text) disputed.add(name);
      first.set(name, first.get(name) ?? text);
    }
  }
  return disputed;
}

function renamed(contract: Contract, disputed: ReadonlySet<string>, prefix: string): Contract {
  const nameOf = (name: string): string => (disputed.has(name) ? `${prefix}${name}` : name);
  const text = JSON.stringify(contract).replace(
    /"#\/components\/schemas\/([^"]+)"/g,
    (_, name: string) => `"${reference}${nameOf(name)}"`,
  );
  const rewritten = JSON.parse(text) as Contract;
  const schemas = Object.entries(rewritten.components?.schemas ?? {}).map(([name, schema]) => [nameOf(name), schema]);
  return { ...rewritten, components: { ...rewritten.components, schemas: Object.fromEntries(schemas) } };
}

/** `emergency-fund` → `EmergencyFund` */
function pascal(service: string): string {
  return service.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
}
