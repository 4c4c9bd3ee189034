namespace MyAgent.Engine.Projections.Tests;

internal static class FoldExtensions
{
    /// <summary>Folds the whole journal into a projection.</summary>
    public static TView FoldInto<TView>(this JournalScript journal, TView view)
        where TView : IProjection
    {
        foreach (var record in journal.Records)
            view.Fold(record);
        return view;
    }
}
