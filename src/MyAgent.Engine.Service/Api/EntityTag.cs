using Microsoft.Net.Http.Headers;

namespace MyAgent.Engine.Service.Api;

/// <summary>Lets a client ask for a list only where it has changed (RFC 9110, <c>ETag</c> and <c>If-None-Match</c>).</summary>
internal static class EntityTag
{
    /// <summary>Names the state that the answer is about to show, and says whether the client has it already.</summary>
    /// <param name="http">The request.</param>
    /// <param name="state">What is different wherever the answer is, but for how long something has lasted.</param>
    public static bool Matches(HttpContext http, string state)
    {
        var tag = new EntityTagHeaderValue($"\"{state}\"", isWeak: true);
        http.Response.Headers.ETag = tag.ToString();
        return http.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Compare(tag, useStrongComparison: false) || known.Equals(EntityTagHeaderValue.Any));
    }
}
