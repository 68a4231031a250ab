export const TYPES = { Brain: Symbol.for('Brain') };
