import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { requireDocker, requireImage } from './docker';

describe('a Docker engine', () => {
  const engines: Server[] = [];
  const said: string[] = [];

  /** Settings that lead to an engine which behaves like that. */
  async function engine(behaviour: RequestListener): Promise<{ DOCKER_HOST: string }> {
    const server = createServer(behaviour);
    engines.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return { DOCKER_HOST: `tcp://127.0.0.1:${(server.address() as AddressInfo).port}` };
  }

  /** Answers, has no image, and pulls like that. */
  const without = (pull: RequestListener): Promise<{ DOCKER_HOST: string }> =>
    engine((request, response) => {
      if (request.url?.startsWith('/images/create')) return pull(request, response);
      response.writeHead(request.url === '/_ping' ? 200 : 404).end();
    });

  const image = (environment: { DOCKER_HOST: string }, quiet?: number): Promise<void> =>
    requireImage('postgres:17-alpine', environment, (sentence) => said.push(sentence), quiet);

  afterEach(() => {
    for (const server of engines.splice(0)) {
      server.closeAllConnections();
      server.close();
    }
    said.length = 0;
  });

  it('that is not there is noticed at once', async () => {
    await expect(requireDocker({ DOCKER_HOST: 'unix:///nowhere.sock' })).rejects.toThrow('no Docker engine answers');
  });

  it('that says nothing is given up after two seconds', async () => {
    await expect(requireDocker(await engine(() => undefined))).rejects.toThrow('no Docker engine answers');
  });

  it('that has the image is not asked to pull it', async () => {
    await image(await engine((_, response) => response.end('{}')));
    expect(said).toEqual([]);
  });

  it('pulls an image that it does not have', async () => {
    const asked: (string | undefined)[] = [];
    const environment = await without((request, response) => {
      asked.push(request.url);
      response.end('{"status":"Pulling"}\n{"status":"Downloaded newer image"}\n');
    });
    await image(environment);
    expect(asked).toEqual(['/images/create?fromImage=postgres%3A17-alpine']);
    expect(said).toEqual(['Docker: pulling postgres:17-alpine…']);
  });

  it('says why an image can not be pulled', async () => {
    const refused = without((_, response) => response.writeHead(500).end('{"message":"no such host"}'));
    await expect(image(await refused)).rejects.toThrow("postgres:17-alpine can't be pulled: no such host");
    const broken = without((_, response) => response.end('{"status":"Pulling"}\n{"error":"unexpected EOF"}\n'));
    await expect(image(await broken)).rejects.toThrow("postgres:17-alpine can't be pulled: unexpected EOF");
  });

  it('that hears nothing from the registry is given up', async () => {
    const silent = await without(() => undefined);
    await expect(image(silent, 50)).rejects.toThrow('nothing came for 0.05 s');
    const stuck = await without((_, response) => response.writeHead(200).write('{"status":"Pulling"}\n'));
    await expect(image(stuck, 50)).rejects.toThrow('nothing came for 0.05 s');
  });
});
