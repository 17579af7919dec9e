# docker build -t envlint .
# docker run --rm -v "$PWD:/work" envlint
FROM node:22.23.3-alpine AS build
WORKDIR /envlint
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts
COPY . .
RUN npm run build

FROM node:22.23.3-alpine
# For --staged and route --against. A mounted repository belongs to another user.
RUN apk add --no-cache git && git config --system --add safe.directory '*'
COPY --from=build /envlint/package.json /envlint/
COPY --from=build /envlint/dist /envlint/dist
RUN ln -s /envlint/dist/envlint.cjs /usr/local/bin/envlint
USER node
WORKDIR /work
ENTRYPOINT ["envlint"]
