# The server as an image: built with everything, run with what production needs.
FROM node:24-bookworm-slim AS build
WORKDIR /arbiter
COPY package.json package-lock.json ./
COPY prisma ./prisma
RUN npm ci
COPY . .
RUN npm run web:build
RUN npm prune --omit=dev --ignore-scripts

FROM node:24-bookworm-slim
ENV NODE_ENV=production
WORKDIR /arbiter
COPY --from=build --chown=node:node /arbiter/package.json ./
COPY --from=build --chown=node:node /arbiter/node_modules ./node_modules
COPY --from=build --chown=node:node /arbiter/prisma ./prisma
COPY --from=build --chown=node:node /arbiter/src ./src
COPY --from=build --chown=node:node /arbiter/build ./build
COPY --from=build --chown=node:node /arbiter/docs ./docs
RUN mkdir .data && chown node:node .data
USER node
VOLUME /arbiter/.data
EXPOSE 2567
HEALTHCHECK --interval=10s --timeout=3s CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.PORT || 2567) + '/healthz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# node itself, not npm: npm swallows SIGTERM.
CMD ["node", "src/main.ts"]
