// Temporal loads it by its path with `require`, in the worker and in the workflows' bundle; hence
// CommonJS. Without it messages and stacks of errors would stand in histories in clear.
const { DefaultFailureConverter } = require('@temporalio/common');

exports.failureConverter = new DefaultFailureConverter({ encodeCommonAttributes: true });
