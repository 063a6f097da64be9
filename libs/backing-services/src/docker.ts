import { request } from 'node:http';
import { Unavailable } from './attempt';

const patience = 2_000;

/** @throws {Unavailable} when no Docker engine answers within two seconds */
export async function requireDocker(environment: Readonly<Record<string, string | undefined>>): Promise<void> {
  const host = new URL(environment.DOCKER_HOST ?? 'unix:///var/run/docker.sock');
  const place = host.protocol === 'unix:' ? { socketPath: host.pathname } : { host: host.hostname, port: host.port };
  const answers = await new Promise<boolean>((resolve) => {
    const ping = request({ ...place, path: '/_ping', timeout: patience }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    ping.on('timeout', () => ping.destroy());
    ping.on('error', () => resolve(false));
    ping.end();
  });
  if (!answers) throw new Unavailable('no Docker engine answers');
}
