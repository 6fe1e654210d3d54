# The service alone. Neo4j is a separate program under its own licence: docker-compose.yml runs it beside this one.
FROM python:3.11-slim AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /opt/graphsvc
COPY requirements-run.lock /src/
RUN /opt/graphsvc/bin/pip install --require-hashes --only-binary :all: -r /src/requirements-run.lock
COPY pyproject.toml README.md LICENSE /src/
COPY schema /src/schema
COPY loaders /src/loaders
COPY analytics /src/analytics
COPY graphsvc /src/graphsvc
RUN /opt/graphsvc/bin/pip install --no-index --no-deps --no-build-isolation /src

FROM python:3.11-slim
RUN useradd --system --uid 10001 --create-home --home-dir /var/lib/graphsvc graphsvc
COPY --from=build /opt/graphsvc /opt/graphsvc
ENV PATH=/opt/graphsvc/bin:$PATH PYTHONUNBUFFERED=1
# The working folder holds what the service writes: var/ with the default store and the projection cache.
WORKDIR /var/lib/graphsvc
USER graphsvc
VOLUME ["/var/lib/graphsvc"]
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/health/live', timeout=4)"]
# All addresses of the container; which of them the outside reaches is the publisher's choice (compose: loopback only).
CMD ["graphsvc", "serve", "--host", "0.0.0.0", "--port", "8000"]
