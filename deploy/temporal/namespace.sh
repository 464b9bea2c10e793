#!/bin/sh
# Makes the namespace, whose ended workflows can be read for 30 days. Safe to run again. The worker
# registers its search attributes by itself.
set -eu

if ! temporal operator namespace describe --namespace "$TEMPORAL_NAMESPACE" > /dev/null 2>&1; then
  temporal operator namespace create --namespace "$TEMPORAL_NAMESPACE" --retention 720h
fi
