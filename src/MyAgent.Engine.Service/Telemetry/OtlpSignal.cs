using OpenTelemetry.Exporter;

namespace MyAgent.Engine.Service.Telemetry;

/// <summary>One of the three kinds of telemetry that OTLP carries, and the environment variables that the OpenTelemetry specification has for it.</summary>
/// <param name="name">The kind, as it stands in the variables' names.</param>
internal sealed class OtlpSignal(string name)
{
    /// <summary>Measurements.</summary>
    public static readonly OtlpSignal Metrics = new("METRICS");

    /// <summary>Spans.</summary>
    public static readonly OtlpSignal Traces = new("TRACES");

    /// <summary>Log messages.</summary>
    public static readonly OtlpSignal Logs = new("LOGS");

    /// <summary>Whether it is to be sent: there is an endpoint for it or for all kinds, and its exporter is not <c>none</c>.</summary>
    /// <param name="environment">Gives an environment variable's value; null for one that is not set.</param>
    public bool IsWanted(Func<string, string?> environment) =>
        (IsSet("OTEL_EXPORTER_OTLP_ENDPOINT", environment) || IsSet($"OTEL_EXPORTER_OTLP_{name}_ENDPOINT", environment))
        && !string.Equals(environment($"OTEL_{name}_EXPORTER"), "none", StringComparison.OrdinalIgnoreCase)
        && !string.Equals(environment("OTEL_SDK_DISABLED"), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>Applies the variables of this signal; the exporter itself reads those for all signals.</summary>
    /// <param name="exporter">The exporter's options.</param>
    /// <param name="environment">Gives an environment variable's value; null for one that is not set.</param>
    /// <exception cref="FormatException">The endpoint is no address.</exception>
    public void Apply(OtlpExporterOptions exporter, Func<string, string?> environment)
    {
        if (environment($"OTEL_EXPORTER_OTLP_{name}_PROTOCOL") is { Length: > 0 } protocol)
            exporter.Protocol = protocol == "http/protobuf" ? OtlpExportProtocol.HttpProtobuf : OtlpExportProtocol.Grpc;
        if (environment($"OTEL_EXPORTER_OTLP_{name}_HEADERS") is { Length: > 0 } headers)
            exporter.Headers = headers;
        if (environment($"OTEL_EXPORTER_OTLP_{name}_ENDPOINT") is { Length: > 0 } endpoint)
            exporter.Endpoint = Uri.TryCreate(endpoint, UriKind.Absolute, out var address)
                ? address
                : throw new FormatException($"OTEL_EXPORTER_OTLP_{name}_ENDPOINT: '{endpoint}' is not an address such as http://127.0.0.1:4318/v1/{name.ToLowerInvariant()}.");
    }

    private static bool IsSet(string variable, Func<string, string?> environment) => !string.IsNullOrEmpty(environment(variable));
}
