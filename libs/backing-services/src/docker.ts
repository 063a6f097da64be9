import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import { sentence, Unavailable, within } from './attempt';
import type { Progress } from './options';

type Environment = Readonly<Record<string, string | undefined>>;

/** Milliseconds for the engine's answer about itself. */
const patience = 2_000;
/** Milliseconds without a word from the engine before a pull is given up: most likely no registry can be reached. */
const silence = 10_000;
/** Seconds for a whole pull. */
const pullPatience = 150;

/** @throws {Unavailable} when no Docker engine answers within two seconds */
export async function requireDocker(environment: Environment): Promise<void> {
  const answer = await ask(environment, 'GET', '/_ping').catch(() => undefined);
  if (answer?.status !== 200) throw new Unavailable('no Docker engine answers');
}

/** Pulls the image unless the engine has it. @throws {Unavailable} also when nothing comes for `quiet` milliseconds */
export async function requireImage(
  image: string,
  environment: Environment,
  progress: Progress,
  quiet = silence,
): Promise<void> {
  await requireDocker(environment);
  const name = /[:@][^/]*$/.test(image) ? image : `${image}:latest`;
  if ((await ask(environment, 'GET', `/images/${name}/json`)).status === 200) return;
  progress(`Docker: pulling ${name}…`);
  await pull(name, environment, quiet).catch((error: unknown) => {
    throw new Unavailable(`${name} can't be pulled: ${sentence(error)}`);
  });
}

/**
 * Whether containers that a killed program leaves behind will be removed: a container of testcontainers' own sees to it,
 * where its image can be had.
 */
export function canGuard(environment: Environment, progress: Progress): Promise<boolean> {
  return (guard ??= findGuard(environment, progress));
}

let guard: Promise<boolean> | undefined;

async function findGuard(environment: Environment, progress: Progress): Promise<boolean> {
  const image = environment.RYUK_CONTAINER_IMAGE ?? 'testcontainers/ryuk:0.14.0';
  // Read by testcontainers when it is loaded.
  process.env.RYUK_CONTAINER_IMAGE = image;
  if (environment.TESTCONTAINERS_RYUK_DISABLED === 'true') return false;
  try {
    await requireImage(image, environment, () => undefined);
    return true;
  } catch {
    progress('Docker: containers of this run are left behind if it is killed.');
    return false;
  }
}

async function pull(name: string, environment: Environment, quiet: number): Promise<void> {
  let cancel: (() => void) | undefined;
  const pulling = ask(environment, 'POST', `/images/create?fromImage=${encodeURIComponent(name)}`, {
    quiet,
    onRequest: (sent) => (cancel = () => sent.destroy()),
  });
  const { status, body } = await within(pullPatience, 'the registry', pulling).finally(() => cancel?.());
  // Once the transfer has begun the status says nothing any more; an error is the last line.
  const last = messageIn(body.trim().split('\n').at(-1) ?? '');
  if (status !== 200 || last.error) throw new Unavailable(last.error ?? last.message ?? `status ${status}`);
}

interface Answer {
  status: number;
  body: string;
}

interface Asking {
  /** Milliseconds without a byte before it fails. */
  quiet?: number;
  onRequest?(sent: ClientRequest): void;
}

function ask(
  environment: Environment,
  method: 'GET' | 'POST',
  path: string,
  { quiet = patience, onRequest }: Asking = {},
): Promise<Answer> {
  const host = new URL(environment.DOCKER_HOST ?? 'unix:///var/run/docker.sock');
  const place = host.protocol === 'unix:' ? { socketPath: host.pathname } : { host: host.hostname, port: host.port };
  return new Promise((resolve, reject) => {
    const collect = (response: IncomingMessage): void => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (body = body.slice(-10_000) + chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
      response.on('error', reject);
    };
    const sent = request({ ...place, method, path, timeout: quiet }, collect);
    sent.on('timeout', () => sent.destroy(new Unavailable(`nothing came for ${quiet / 1_000} s`)));
    sent.on('error', reject);
    sent.end();
    onRequest?.(sent);
  });
}

interface Said {
  error?: string;
  message?: string;
}

function messageIn(line: string): Said {
  try {
    return JSON.parse(line) as Said;
  } catch {
    return {};
  }
}
