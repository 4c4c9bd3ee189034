using Microsoft.Net.Http.Headers;

namespace MyAgent.Engine.Service.Api;

/// <summary>Lets a client request a list only if it has changed (RFC 9110, <c>ETag</c> and <c>If-None-Match</c>).</summary>
internal static class EntityTag
{
    /// <summary>Sets the entity tag of the answer, and returns whether the client already has this state.</summary>
    /// <param name="http">The request.</param>
    /// <param name="state">A text that differs whenever the answer differs, except for durations.</param>
    public static bool Matches(HttpContext http, string state)
    {
        var tag = new EntityTagHeaderValue($"\"{state}\"", isWeak: true);
        http.Response.Headers.ETag = tag.ToString();
        return http.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Compare(tag, useStrongComparison: false) || known.Equals(EntityTagHeaderValue.Any));
    }
}
