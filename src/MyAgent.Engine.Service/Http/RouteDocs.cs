namespace MyAgent.Engine.Service.Http;

/// <summary>What the OpenAPI document says of a route, beside what it can see for itself.</summary>
internal static class RouteDocs
{
    /// <summary>The sentence that names the operation, and what else a client should know.</summary>
    public static RouteHandlerBuilder Says(this RouteHandlerBuilder route, string summary, string? more = null)
    {
        route.WithSummary(summary);
        return more is null ? route : route.WithDescription(more);
    }

    /// <summary>The JSON body it takes; where every field has a default the body may be left out.</summary>
    public static RouteHandlerBuilder Takes<TBody>(this RouteHandlerBuilder route)
        where TBody : notnull =>
        route.Accepts<TBody>(isOptional: !ApiJson.Options.GetTypeInfo(typeof(TBody)).Properties.Any(property => property.IsRequired), "application/json");

    /// <summary>What it answers with.</summary>
    public static RouteHandlerBuilder Gives<TAnswer>(this RouteHandlerBuilder route, int status = StatusCodes.Status200OK) =>
        route.Produces<TAnswer>(status, "application/json");

    /// <summary>The parameters it reads from the address by itself.</summary>
    public static RouteHandlerBuilder WithParameters(this RouteHandlerBuilder route, params (string Name, string Description)[] parameters) =>
        route.WithMetadata(new QueryParameters(parameters));

    /// <summary>Parameters in the address, with what they are.</summary>
    internal sealed record QueryParameters(IReadOnlyList<(string Name, string Description)> All);
}
