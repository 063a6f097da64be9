export { eventually } from './eventually';
export { type Answer, type Body, type Client, httpClient } from './http-client';
export { propertyRuns, replayed } from './property-runs';
export { adminUrl, testDatabase, type TestDatabase } from './test-database';
export { type PublishedEvent, TestProducer } from './test-producer';
export { startTestService, type TestService, type TestServiceOptions } from './test-service';
export { startTokenIssuer, type TokenIssuer, type TokenOptions } from './token-issuer';
