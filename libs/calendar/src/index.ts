export * from './day';
export { easter, isTargetDay, nextTargetDay } from './target-days';
